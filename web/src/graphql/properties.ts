import { graphql } from './generated/gql.ts';

export const PropertyManagerQuery = graphql(`
  query PropertyManager($id: ID!) {
    property(id: $id) {
      id
      manager {
        id
        name
      }
    }
    members {
      person {
        id
        name
      }
    }
  }
`);

export const UpdatePropertyMutation = graphql(`
  mutation UpdateProperty($input: UpdatePropertyInput!) {
    updateProperty(input: $input) {
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
