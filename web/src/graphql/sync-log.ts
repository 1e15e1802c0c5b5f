import { graphql } from './generated/gql.ts';

export const SyncLogQuery = graphql(`
  query SyncLog(
    $listingId: ID!
    $first: Int!
    $after: String
    $outcomes: [SyncOutcome!]
    $errorClasses: [SyncErrorClass!]
  ) {
    syncRuns(
      listingId: $listingId
      first: $first
      after: $after
      outcomes: $outcomes
      errorClasses: $errorClasses
    ) {
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
          errorClass
          isKept
          temporalUrl
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const SyncDaysQuery = graphql(`
  query SyncDays($listingId: ID!) {
    syncDays(listingId: $listingId) {
      day
      changed
      unchanged
      suspect
      failed
      bytes
      meanDurationMs
      longestDurationMs
    }
  }
`);
