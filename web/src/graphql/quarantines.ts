import { graphql } from './generated/gql.ts';

graphql(`
  fragment QuarantineShown on Quarantine {
    id
    revision
    status
    isWholeFeed
    reason
    openedAt
    releases {
      booking {
        id
        unitId
        checkIn
        checkOut
        nights
        kind
        guestName
      }
      kind
      nights {
        checkIn
        checkOut
      }
      why
      said
    }
    decision {
      decidedAt
      decidedBy
      reason
      isApplied
      free {
        id
      }
    }
  }
`);

export const ListingQuarantineQuery = graphql(`
  query ListingQuarantine($id: ID!) {
    listing(id: $id) {
      id
      status
      quarantine {
        ...QuarantineShown
      }
    }
  }
`);

export const DecideQuarantineMutation = graphql(`
  mutation DecideQuarantine($input: DecideQuarantineInput!) {
    decided: decideQuarantine(input: $input) {
      __typename
      ... on Error {
        message
      }
      ... on DecideQuarantineSuccess {
        quarantine {
          ...QuarantineShown
        }
      }
      ... on QuarantineChanged {
        quarantine {
          ...QuarantineShown
        }
      }
    }
  }
`);
