import { graphql } from './generated/gql.ts';

export const ConflictsQuery = graphql(`
  query Conflicts($status: [ConflictStatus!], $first: Int!) {
    conflicts(status: $status, first: $first) {
      edges {
        node {
          ...ConflictSummary
          resolution
          resolvedAt
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
      pageInfo {
        hasNextPage
      }
    }
  }
`);
