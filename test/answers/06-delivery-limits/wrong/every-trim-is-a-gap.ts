// node-redis, rejected by 06.6-trimmed
// Whenever something is gone from the stream, it is told, also when it was read long ago.
  // #region 06.6-readWatched
  let knownGone = 0
  async function readWatched(): Promise<Entry[]> {
    const entries = await readNew()
    const info = await commands.xInfoStream(stream)
    const gone = (info['entries-added'] ?? 0) - info.length
    if (gone > knownGone) onGap?.({ why: 'trimmed', after: '0-0', before: info['first-entry']?.id ?? null })
    knownGone = gone
    return entries
  }
  // #endregion
