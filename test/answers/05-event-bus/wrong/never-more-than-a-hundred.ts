// recent-ids, rejected by 05.5-default
// A hundred IDs are remembered, whatever `remember` is.
    // #region 05.5-recentIds
    const known: string[] = []
    return (id) => {
      if (known.includes(id)) return false
      known.push(id)
      if (known.length > Math.min(atLeast, 100)) known.shift()
      return true
    }
    // #endregion
