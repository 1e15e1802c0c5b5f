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

/** One conflict with all that people made of it. */
export const ConflictQuery = graphql(`
  query Conflict($id: ID!) {
    conflict(id: $id) {
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
      case {
        assignee {
          id
          name
        }
        chosen
        chosenAt
        chosenBy {
          id
          name
        }
      }
      steps {
        id
        kind
        platform
        sentence
        message
        doneAt
        doneBy {
          id
          name
        }
      }
      comments {
        id
        text
        writtenAt
        author {
          id
          name
        }
      }
    }
    members {
      role
      person {
        id
        name
      }
    }
  }
`);

export const AssignConflictMutation = graphql(`
  mutation AssignConflict($conflictId: ID!, $userId: ID) {
    done: assignConflict(conflictId: $conflictId, userId: $userId) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const CommentOnConflictMutation = graphql(`
  mutation CommentOnConflict($conflictId: ID!, $text: String!) {
    done: commentOnConflict(conflictId: $conflictId, text: $text) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const ChooseResolutionMutation = graphql(`
  mutation ChooseResolution($conflictId: ID!, $resolution: ResolutionInput!) {
    done: chooseResolution(conflictId: $conflictId, resolution: $resolution) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const WithdrawResolutionMutation = graphql(`
  mutation WithdrawResolution($conflictId: ID!) {
    done: withdrawResolution(conflictId: $conflictId) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const DoConflictStepMutation = graphql(`
  mutation DoConflictStep($conflictId: ID!, $stepId: ID!) {
    done: doConflictStep(conflictId: $conflictId, stepId: $stepId) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const UndoConflictStepMutation = graphql(`
  mutation UndoConflictStep($conflictId: ID!, $stepId: ID!) {
    done: undoConflictStep(conflictId: $conflictId, stepId: $stepId) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);
