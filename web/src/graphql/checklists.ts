import { graphql } from './generated/gql.ts';

export const ChecklistsQuery = graphql(`
  query Checklists {
    checklists(status: OPEN) {
      id
      openedAt
      remindAt
      remindersSent
      listing {
        id
        credentials {
          maySee
        }
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
      }
      items {
        id
        action
        status
        checkIn
        checkOut
        firstNight
        lastNight
        title
        steps
        link
        proof
      }
    }
  }
`);

export const AcknowledgeItemMutation = graphql(`
  mutation AcknowledgeItem($itemId: ID!) {
    acknowledgeChecklistItem(itemId: $itemId) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);
