/** What the whole server refuses for a while, whatever is asked: the code of its error, and what to do about it. */
const TROUBLES: Readonly<Record<string, readonly [problem: string, remedy: string]>> = {
  LOADING: ['is still loading its data', 'repeat the command when it has'],
  OOM: ['has no memory left for new keys', 'raise its maxmemory, or free some'],
  MISCONF: ['takes no writes because it cannot save its data', 'look into its log'],
  NOREPLICAS: ['takes no writes because too few replicas are connected', 'start its replicas'],
  READONLY: ['is a replica, which takes no writes', 'give the URL of its master'],
  MASTERDOWN: ['is a replica that has lost its master', 'give the URL of its master'],
  CLUSTERDOWN: [
    'belongs to a Redis Cluster that is down',
    'give the URL of a Redis that is not in a cluster',
  ],
  'ERR max number of clients': [
    'has no connection left for us',
    'raise its maxclients, or close some clients',
  ],
}

/**
 * What is wrong with a whole server, as its error says: the rest of a sentence that begins with it, and what to do.
 *
 * @param error What it replied, for example `OOM command not allowed …`.
 * @returns Undefined for an error that is about one command.
 */
export function troubleOf(error: string): { readonly problem: string; readonly remedy: string } | undefined {
  const code = Object.keys(TROUBLES).find((one) => error.startsWith(one))
  if (!code) return undefined
  const [problem, remedy] = TROUBLES[code]!
  return { problem, remedy }
}
