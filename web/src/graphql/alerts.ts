import { graphql } from './generated/gql.ts';

export const AlertsQuery = graphql(`
  query Alerts($status: AlertStatus!, $first: Int!) {
    alerts(status: $status, first: $first) {
      edges {
        node {
          id
          kind
          severity
          status
          title
          sentence
          meaning
          advice
          openedAt
          closedAt
          closedReason
          listings {
            since
            detail
            endedAt
            endedBecause
            listing {
              id
              status
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
          }
        }
      }
      pageInfo {
        hasNextPage
      }
    }
  }
`);
