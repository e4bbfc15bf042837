// ioredis, rejected by 06.6-none-left
// Only a newer edge is a new gap: when nothing was left, the next entry is one, and what was told is told again.
  // #region 06.6-readWatched
  let knownEdge = '0-0'
  async function readWatched(): Promise<Entry[]> {
    const [info, groups, reply] = await answers(
      reader
        .multi()
        .xinfo('STREAM', stream)
        .xinfo('GROUPS', stream)
        .xreadgroup('GROUP', group, name, 'COUNT', count, 'STREAMS', stream, '>'),
    )
    const { length, ...known } = recordOf<StreamInfo>(info)
    const ofGroup = (groups as unknown[]).map(recordOf<GroupInfo>).find((one) => one.name === group)!
    const { 'last-delivered-id': place, 'entries-read': got } = ofGroup
    const oldest = known['first-entry']?.[0] ?? null
    const edge = oldest ?? known['last-generated-id']
    const gone = (known['entries-added'] ?? Number.NaN) - length
    if (isLater(edge, place) && isLater(edge, knownEdge) && gone > Number(got)) {
      knownEdge = edge
      onGap?.({ why: 'trimmed', after: place, before: oldest })
    }
    const entries = entriesOf(reply)
    if (entries.length === 0) {
      await reader.xread('COUNT', 1, 'BLOCK', blockMs, 'STREAMS', stream, known['last-generated-id'])
    }
    return entries
  }
  // #endregion
