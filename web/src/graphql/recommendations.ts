import { graphql } from './generated/gql.ts';

graphql(`
  fragment RecommendationCard on Recommendation {
    summary
    reason
    withoutAsking
    cost {
      amount
      currency
      sentence
    }
    steps {
      kind
      platform
      sentence
    }
    resolution {
      kind
      bookingId
      otherBookingId
      checkIn
      checkOut
      moves {
        bookingId
        unit {
          id
        }
      }
      parts {
        unit {
          id
        }
        checkIn
        checkOut
      }
    }
  }
`);

export const ConflictRecommendationsQuery = graphql(`
  query ConflictRecommendations($id: ID!) {
    conflict(id: $id) {
      id
      recommendations {
        ...RecommendationCard
      }
    }
  }
`);
