import { graphql } from './generated/gql.ts';

export const PreviewRecurringBlockQuery = graphql(`
  query PreviewRecurringBlock($input: PreviewRecurringBlockInput!) {
    previewRecurringBlock(input: $input) {
      __typename
      ... on Error {
        message
      }
      ... on RecurringBlockPreview {
        sentence
        goesOn
        occurrences {
          checkIn
          held {
            booking {
              id
              kind
              source
              checkIn
              checkOut
              guestName
              cannotTell
              heldUntil
              platform {
                id
                key
                name
              }
            }
          }
        }
      }
    }
  }
`);

export const CreateRecurringBlockMutation = graphql(`
  mutation CreateRecurringBlock($input: CreateRecurringBlockInput!) {
    createRecurringBlock(input: $input) {
      __typename
      ... on Error {
        message
      }
      ... on InvalidInput {
        field
      }
      ... on OccurrencesTaken {
        taken {
          unitId
          checkIn
          checkOut
          holder
          bookingId
        }
      }
    }
  }
`);

/** The recurring block that a block is an occurrence of. */
export const RecurringBlockOfQuery = graphql(`
  query RecurringBlockOf($id: ID!) {
    booking(id: $id) {
      id
      unitId
      recurringBlock {
        id
        sentence
        endedFrom
        upcoming {
          checkIn
          booking {
            id
          }
        }
      }
    }
  }
`);

export const EndRecurringBlockMutation = graphql(`
  mutation EndRecurringBlock($input: EndRecurringBlockInput!) {
    endRecurringBlock(input: $input) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);
