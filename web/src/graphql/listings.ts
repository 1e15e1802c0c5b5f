import { graphql } from './generated/gql.ts';

graphql(`
  fragment ListingRow on Listing {
    id
    mode
    status
    importUrlHint
    exportUrlHint
    lastExportFetchAt
    temporalUrl
    platform {
      id
      key
      name
    }
    unit {
      id
      name
      property {
        id
        name
        city
      }
    }
    checklist {
      id
    }
    quarantine {
      id
      status
      reason
    }
    sync {
      id
      status
      errorMessage
      health
      healthSince
      lastSync
      lastGoodSync
      nextSync
      nextSyncReason
      message
    }
  }
`);

export const ListingsQuery = graphql(`
  query Listings {
    listings {
      ...ListingRow
    }
  }
`);

export const ListingQuery = graphql(`
  query Listing($id: ID!) {
    listing(id: $id) {
      ...ListingRow
    }
  }
`);

export const SyncRunsQuery = graphql(`
  query SyncRuns($listingId: ID!, $first: Int!) {
    syncRuns(listingId: $listingId, first: $first) {
      edges {
        node {
          id
          startedAt
          durationMs
          outcome
          message
          httpStatus
          bytes
          stays
          blocks
          ignored
          warnings
          temporalUrl
        }
      }
    }
  }
`);

export const SyncNowMutation = graphql(`
  mutation SyncNow($listingId: ID!) {
    syncNow(listingId: $listingId) {
      __typename
      ... on Error {
        message
      }
      ... on SyncNowSuccess {
        outcome
        message
        listing {
          ...ListingRow
        }
      }
    }
  }
`);

export const PauseListingMutation = graphql(`
  mutation PauseListing($listingId: ID!) {
    pauseListing(listingId: $listingId) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const ResumeListingMutation = graphql(`
  mutation ResumeListing($listingId: ID!) {
    resumeListing(listingId: $listingId) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const DeleteListingMutation = graphql(`
  mutation DeleteListing($listingId: ID!) {
    deleteListing(listingId: $listingId) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const CreateListingMutation = graphql(`
  mutation CreateListing($input: CreateListingInput!) {
    createListing(input: $input) {
      __typename
      ... on Error {
        message
      }
      ... on InvalidInput {
        field
      }
      ... on CreateListingSuccess {
        exportUrl
      }
    }
  }
`);

export const UpdateListingMutation = graphql(`
  mutation UpdateListing($input: UpdateListingInput!) {
    updateListing(input: $input) {
      __typename
      ... on Error {
        message
      }
      ... on InvalidInput {
        field
        faults {
          field
          message
        }
      }
    }
  }
`);

export const CreatePropertyMutation = graphql(`
  mutation CreateProperty($input: CreatePropertyInput!) {
    createProperty(input: $input) {
      __typename
      ... on Error {
        message
      }
      ... on InvalidInput {
        field
      }
      ... on CreatePropertySuccess {
        property {
          id
        }
      }
    }
  }
`);

export const CreateUnitMutation = graphql(`
  mutation CreateUnit($input: CreateUnitInput!) {
    createUnit(input: $input) {
      __typename
      ... on Error {
        message
      }
      ... on InvalidInput {
        field
      }
    }
  }
`);
