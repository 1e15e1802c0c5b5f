{{/*
The four services: what each runs, and exactly the variables its env.ts reads. The test compares.
*/}}
{{- define "roomnight.services" -}}
{{- $common := dict "TEMPORAL_ADDRESS" .Values.temporal.address "TEMPORAL_NAMESPACE" .Values.temporal.namespace "LOG_LEVEL" .Values.logLevel -}}
{{- $allowed := join "," .Values.feeds.allowPrivate -}}
gateway:
  main: services/gateway/src/main.ts
  port: 4000
  secrets: [DATABASE_URL_GATEWAY, DATABASE_URL_AUTH, ENCRYPTION_KEY, AUTH_SECRET]
  optionalSecrets: [ENCRYPTION_KEYS_OLD, METRICS_TOKEN]
  config:
    {{- toYaml $common | nindent 4 }}
    NODE_ENV: production
    HOST: 0.0.0.0
    PORT: 4000
    PUBLIC_URL: {{ .Values.publicUrl | quote }}
    TEMPORAL_UI_URL: {{ .Values.temporal.uiUrl | quote }}
    FEED_ALLOW_PRIVATE: {{ $allowed | quote }}
    EXPORT_VISITS_PER_MINUTE: {{ .Values.exports.visitsPerMinute }}
    WEB_ROOT: /app/web/dist
sync-worker:
  main: services/sync-worker/src/main.ts
  # Short pauses: with V8's own 16 MB each collection of young garbage holds every poll up for 15 ms.
  flags: [--max-semi-space-size=4]
  secrets: [DATABASE_URL_SYNC, ENCRYPTION_KEY, ENCRYPTION_KEYS_OLD]
  config:
    {{- toYaml $common | nindent 4 }}
    FEED_USER_AGENT: {{ .Values.feeds.userAgent | quote }}
    FEED_ALLOW_PRIVATE: {{ $allowed | quote }}
    MAX_CONCURRENT_POLLS: {{ .Values.feeds.maxConcurrentPolls }}
conflict-service:
  main: services/conflict-service/src/main.ts
  secrets: [DATABASE_URL_CONFLICT]
  config:
    {{- toYaml $common | nindent 4 }}
checklist-worker:
  main: services/checklist-worker/src/main.ts
  secrets: [DATABASE_URL_CHECKLIST, SMTP_URL]
  optionalSecrets: [HEARTBEAT_URL]
  config:
    {{- toYaml $common | nindent 4 }}
    MAIL_FROM: {{ .Values.mail.from | quote }}
    PUBLIC_URL: {{ .Values.publicUrl | quote }}
{{- end -}}
