import { graphql } from './generated/gql.ts';

export const ConflictPreferencesQuery = graphql(`
  query ConflictPreferences {
    conflictPreferences {
      winner
      directPriority
      neverMoveInHouse
      automatic
    }
  }
`);

export const UpdateConflictPreferencesMutation = graphql(`
  mutation UpdateConflictPreferences($input: UpdateConflictPreferencesInput!) {
    updateConflictPreferences(input: $input) {
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
      ... on UpdateConflictPreferencesSuccess {
        preferences {
          winner
          directPriority
          neverMoveInHouse
          automatic
        }
      }
    }
  }
`);
