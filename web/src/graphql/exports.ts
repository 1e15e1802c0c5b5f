import { graphql } from './generated/gql.ts';

graphql(`
  fragment Exposed on Exposure {
    state
    since
    lastFetchAt
    expectedEnd
    nights {
      checkIn
      checkOut
    }
  }
`);

export const ListingExportQuery = graphql(`
  query ListingExport($id: ID!) {
    listing(id: $id) {
      id
      export {
        hasAddress
        lastFetchAt
        intervalMinutes
        intervalObserved
        nextFetchAt
        missingSince
        addresses {
          hint
          createdAt
          endsAt
          lastFetchAt
        }
        visits {
          agent
          agentName
          visits
          lastAt
          addressEnd
        }
      }
      exposures {
        ...Exposed
        booking {
          id
          kind
          checkIn
          checkOut
          guestName
          platform {
            key
            name
          }
        }
      }
    }
  }
`);

export const BookingExposuresQuery = graphql(`
  query BookingExposures($id: ID!) {
    exposures(bookingId: $id) {
      ...Exposed
      listing {
        id
        platform {
          key
          name
        }
        unit {
          id
          name
        }
      }
    }
  }
`);

export const RotateExportUrlMutation = graphql(`
  mutation RotateExportUrl($listingId: ID!, $graceHours: Int!) {
    rotateExportUrl(listingId: $listingId, graceHours: $graceHours) {
      __typename
      ... on Error {
        message
      }
      ... on RotateExportUrlSuccess {
        exportUrl
      }
    }
  }
`);

export const RevokeExportUrlMutation = graphql(`
  mutation RevokeExportUrl($listingId: ID!) {
    revokeExportUrl(listingId: $listingId) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const RevealExportUrlMutation = graphql(`
  mutation RevealExportUrl($listingId: ID!) {
    revealExportUrl(listingId: $listingId) {
      __typename
      ... on Error {
        message
      }
      ... on RevealExportUrlSuccess {
        exportUrl
      }
    }
  }
`);
