// node-redis, rejected by 06.6-none-left
// Where the stream is empty there is no oldest entry, and nothing is told.
  // #region 06.6-readWatched
  let knownEdge = '0-0'
  async function readWatched(): Promise<Entry[]> {
    const [info, groups, reply] = await reader
      .multi()
      .xInfoStream(stream)
      .xInfoGroups(stream)
      .xReadGroup(group, name, { key: stream, id: '>' }, { COUNT: count })
      .execTyped()
    const { 'last-delivered-id': place, 'entries-read': got } = groups.find((one) => one.name === group)!
    const oldest = info['first-entry']?.id
    const gone = (info['entries-added'] ?? Number.NaN) - info.length
    if (oldest && isLater(oldest, place) && isLater(oldest, knownEdge) && gone > Number(got)) {
      knownEdge = oldest
      onGap?.({ why: 'trimmed', after: place, before: oldest })
    }
    const entries = entriesOf(reply)
    if (entries.length === 0) {
      await reader.xRead({ key: stream, id: info['last-generated-id'] }, { COUNT: 1, BLOCK: blockMs })
    }
    return entries
  }
  // #endregion
