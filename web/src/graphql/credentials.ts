import { graphql } from './generated/gql.ts';

export const CredentialsQuery = graphql(`
  query Credentials($listingId: ID!) {
    listing(id: $listingId) {
      id
      credentials {
        setAt
        setBy
        signInHint
        maySee
      }
    }
  }
`);

export const SetCredentialsMutation = graphql(`
  mutation SetCredentials($input: SetListingCredentialsInput!) {
    setListingCredentials(input: $input) {
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

export const ClearCredentialsMutation = graphql(`
  mutation ClearCredentials($listingId: ID!) {
    clearListingCredentials(listingId: $listingId) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const RevealCredentialsMutation = graphql(`
  mutation RevealCredentials($listingId: ID!) {
    revealListingCredentials(listingId: $listingId) {
      __typename
      ... on Error {
        message
      }
      ... on RevealListingCredentialsSuccess {
        extranetId
        signInName
        password
        note
      }
    }
  }
`);
