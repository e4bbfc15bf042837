// ioredis, rejected by 07.6-role
// The role is asked for once.
  // #region 07.6-role
    known ??= client.info('replication')
    return (await known).includes('role:master') ? 'master' : 'replica'
  // #endregion
// #region 07.1-byChannel
let known: Promise<string> | undefined

function byChannel(counts: readonly (string | number)[]): Map<string, number> {
  const channels = new Map<string, number>()
  for (let at = 0; at < counts.length; at += 2) {
    const count = Number(counts[at + 1])
    if (count > 0) channels.set(String(counts[at]), count)
  }
  return channels
}
// #endregion
