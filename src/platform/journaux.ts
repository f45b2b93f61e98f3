import { type Logger, pino } from 'pino'

export type { Logger }

/**
 * Structured technical logs, one JSON object a line. They say what happened to which route or job, never who:
 * no address, no query, no body, no name. Errors keep their type, message and stack only.
 */
export function createJournaux(
  niveau: 'debug' | 'info' | 'warn' | 'error' | 'silence',
  sortie?: { write(ligne: string): void }
): Logger {
  return pino(
    {
      level: niveau === 'silence' ? 'silent' : niveau,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'message',
      formatters: { level: (label) => ({ niveau: label }) },
      serializers: {
        err: (error: unknown) =>
          error instanceof Error
            ? // A database error quotes the row it refused in `detail`: that stays out.
              {
                type: error.name,
                message: error.message.split('\n')[0],
                code: (error as { code?: string }).code,
                pile: error.stack
              }
            : { message: String(error) }
      }
    },
    sortie ?? pino.destination({ dest: 1, sync: true })
  )
}
