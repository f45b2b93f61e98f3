import pg from 'pg'

/** Any number, as long as nobody else uses it in the `postgres` database of the embedded server. */
const CLE = 7_245_103_118

/**
 * Who uses the embedded server: each process holds a shared advisory lock, on a connection of its own, as long as it
 * lives. PostgreSQL is the judge, so a killed process leaves no trace to clean and no two can both be the last.
 */
export interface Presence {
  /** Nobody else was there. The others wait at the door until `accueillir`. */
  readonly premier: boolean
  accueillir(): Promise<void>
  /** True when nobody else is left: newcomers then wait until the server stops, and start it again. */
  quitter(): Promise<boolean>
}

export async function enter(url: string): Promise<Presence> {
  let parti = false
  const connect = async () => {
    const client = new pg.Client({ connectionString: url, application_name: 'maillage-presence', keepAlive: true })
    client.on('error', () => {})
    await client.connect()
    return client
  }
  let client = await connect()
  const seul = (c: pg.Client) =>
    c.query<{ oui: boolean }>('select pg_try_advisory_lock($1) as oui', [CLE]).then(({ rows }) => rows[0]?.oui === true)
  const share = (c: pg.Client) => c.query('select pg_advisory_lock_shared($1)', [CLE])

  // When one of its processes crashes, PostgreSQL cuts every connection and recovers: we say again that we are here.
  const watch = (c: pg.Client) =>
    c.once('end', async () => {
      while (!parti) {
        await new Promise((resolve) => setTimeout(resolve, 500).unref())
        try {
          const neuf = await connect()
          await share(neuf)
          client = neuf
          watch(neuf)
          return
        } catch {
          // Not back yet.
        }
      }
    })

  const premier = await seul(client)
  if (!premier) await share(client)
  watch(client)
  let porteFermee = premier
  return {
    premier,
    async accueillir() {
      if (!porteFermee) return
      porteFermee = false
      await share(client)
      await client.query('select pg_advisory_unlock($1)', [CLE])
    },
    async quitter() {
      if (parti) return false
      parti = true
      try {
        // Ours first: two that leave at once would each see the other, and nobody would stop the server.
        if (!porteFermee) await client.query('select pg_advisory_unlock_shared($1)', [CLE])
        if (await seul(client)) return true
        await client.end()
      } catch {
        // The server is gone already.
      }
      return false
    }
  }
}
