import { graphql } from './generated/gql.ts';

export const UnitSizeQuery = graphql(`
  query UnitSize($id: ID!) {
    unit(id: $id) {
      id
      sleeps
    }
  }
`);

export const UpdateUnitMutation = graphql(`
  mutation UpdateUnit($input: UpdateUnitInput!) {
    updateUnit(input: $input) {
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
