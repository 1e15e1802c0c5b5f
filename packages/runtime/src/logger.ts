import { pino, type Logger } from 'pino';

export type { Logger };

/** Structured logs, one JSON object a line. Fields that could hold a secret are removed, whoever logs them. */
export function createLogger(service: string, level: string): Logger {
  return pino({
    name: service,
    level,
    redact: {
      paths: [
        'password',
        'token',
        'url',
        'importUrl',
        'authorization',
        'cookie',
        '*.password',
        '*.token',
        '*.importUrl',
        'headers',
      ],
      remove: true,
    },
  });
}
