// ioredis, rejected by 06.6-too-slow
// Gaps are looked for once, as if only who was away could miss something.
  // #region 06.6-readWatched
  let looked = false
  async function readWatched(): Promise<Entry[]> {
    if (!looked) {
      looked = true
      const [info, groups] = await answers(reader.multi().xinfo('STREAM', stream).xinfo('GROUPS', stream))
      const { length, ...known } = recordOf<StreamInfo>(info)
      const ofGroup = (groups as unknown[]).map(recordOf<GroupInfo>).find((one) => one.name === group)!
      const oldest = known['first-entry']?.[0] ?? null
      const gone = (known['entries-added'] ?? Number.NaN) - length
      if (isLater(oldest ?? '0-0', ofGroup['last-delivered-id']) && gone > Number(ofGroup['entries-read'])) {
        onGap?.({ why: 'trimmed', after: ofGroup['last-delivered-id'], before: oldest })
      }
    }
    return readNew()
  }
  // #endregion
