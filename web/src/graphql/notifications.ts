import { graphql } from './generated/gql.ts';

export const NotificationsQuery = graphql(`
  query Notifications($first: Int!) {
    unreadNotifications
    notifications(first: $first) {
      edges {
        node {
          id
          kind
          title
          body
          path
          createdAt
          isRead
        }
      }
    }
  }
`);

export const MarkNotificationsReadMutation = graphql(`
  mutation MarkNotificationsRead($ids: [ID!]) {
    markNotificationsRead(ids: $ids) {
      __typename
      ... on MarkNotificationsReadSuccess {
        unread
      }
      ... on Error {
        message
      }
    }
  }
`);

export const NotificationPreferencesQuery = graphql(`
  query NotificationPreferences {
    notificationPreferences {
      kind
      label
      about
      inApp
      byEmail
      isUsual
    }
  }
`);

export const SetNotificationPreferenceMutation = graphql(`
  mutation SetNotificationPreference($input: SetNotificationPreferenceInput!) {
    setNotificationPreference(input: $input) {
      __typename
      ... on NotificationPreference {
        kind
        inApp
        byEmail
        isUsual
      }
      ... on Error {
        message
      }
    }
  }
`);
