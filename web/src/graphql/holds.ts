import { graphql } from './generated/gql.ts';

export const CreateHoldMutation = graphql(`
  mutation CreateHold($input: CreateHoldInput!) {
    createHold(input: $input) {
      __typename
      ... on Error {
        message
      }
      ... on InvalidInput {
        field
      }
      ... on NightsTaken {
        taken {
          unitId
          checkIn
          checkOut
          holder
          bookingId
        }
        alternatives {
          unit {
            id
            name
            property {
              name
              city
            }
          }
          checkIn
          checkOut
        }
      }
    }
  }
`);

export const ConfirmHoldMutation = graphql(`
  mutation ConfirmHold($input: ConfirmHoldInput!) {
    ended: confirmHold(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const ReleaseHoldMutation = graphql(`
  mutation ReleaseHold($input: ReleaseHoldInput!) {
    ended: releaseHold(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);
