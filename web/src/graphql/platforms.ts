import { graphql } from './generated/gql.ts';

graphql(`
  fragment PenaltyParts on Penalty {
    steps {
      hoursBefore
      percent
    }
    minimum
    maximum
    currency
    note
  }
`);

graphql(`
  fragment SettingParts on Setting {
    __typename
    key
    label
    about
    concerns
    source
    ... on NumberSetting {
      number: value
      inheritedNumber: inherited
      min
      max
      unit
    }
    ... on SwitchSetting {
      enabled: value
      inheritedEnabled: inherited
    }
    ... on ChoiceSetting {
      choice: value
      inheritedChoice: inherited
      choices {
        value
        label
      }
    }
    ... on PenaltySetting {
      penalty: value {
        ...PenaltyParts
      }
      inheritedPenalty: inherited {
        ...PenaltyParts
      }
    }
  }
`);

graphql(`
  fragment PlatformCard on OTAPlatform {
    id
    key
    name
    letters
    tone
    type
    modes
    isOwn
    isActive
    signInUrl
    calendarHelpUrl
    whereToFindUrl
    feedSetUp
    manualSetUp
    exportPolling {
      usual
      min
      max
    }
    fetchesPerSecond
    listingCount
    definition {
      signIn
      setUp
      calendarHelp
      whereToFindUrl
      exportPolling {
        min
        max
      }
      link
      untilInclusive
      closing
      stepsToClose
      stepsToOpen
      proof
    }
    settings {
      ...SettingParts
    }
  }
`);

export const PlatformsQuery = graphql(`
  query Platforms {
    platforms {
      ...PlatformCard
    }
  }
`);

export const UpdatePlatformSettingsMutation = graphql(`
  mutation UpdatePlatformSettings($input: UpdatePlatformSettingsInput!) {
    updatePlatformSettings(input: $input) {
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
    }
  }
`);

export const UpdateListingSettingsMutation = graphql(`
  mutation UpdateListingSettings($input: UpdateListingSettingsInput!) {
    updateListingSettings(input: $input) {
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
    }
  }
`);

export const CreatePlatformMutation = graphql(`
  mutation CreatePlatform($input: CreatePlatformInput!) {
    createPlatform(input: $input) {
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
    }
  }
`);

export const UpdatePlatformMutation = graphql(`
  mutation UpdatePlatform($input: UpdatePlatformInput!) {
    updatePlatform(input: $input) {
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
    }
  }
`);

export const ActivatePlatformMutation = graphql(`
  mutation ActivatePlatform($platformId: ID!) {
    activatePlatform(platformId: $platformId) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const DeactivatePlatformMutation = graphql(`
  mutation DeactivatePlatform($platformId: ID!) {
    deactivatePlatform(platformId: $platformId) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export const PreviewPlatformQuery = graphql(`
  query PreviewPlatform($name: String!, $manual: ManualDefinitionInput!, $roomsOfType: Int!) {
    previewPlatform(name: $name, manual: $manual, roomsOfType: $roomsOfType) {
      __typename
      ... on Error {
        message
      }
      ... on InvalidInput {
        faults {
          field
          message
        }
      }
      ... on PreviewPlatformSuccess {
        items {
          title
          steps
          link
          proof
        }
      }
    }
  }
`);

export const ListingSettingsQuery = graphql(`
  query ListingSettings($id: ID!) {
    listing(id: $id) {
      id
      mode
      importUrlHint
      room {
        roomName
        propertyCode
        roomCode
        roomsOfType
      }
      unit {
        id
        name
      }
      platform {
        id
        name
        modes
        whereToFindUrl
        calendarHelpUrl
        feedSetUp
        manualSetUp
      }
      settings {
        ...SettingParts
      }
    }
  }
`);
