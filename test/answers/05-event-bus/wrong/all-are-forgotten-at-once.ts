// recent-ids, rejected by 05.5-bounded
// If there are too many IDs, even the most recent ones are forgotten.
    // #region 05.5-recentIds
    const all = new Set<string>()
    return (id) => {
      if (all.has(id)) return false
      if (all.size >= atLeast) all.clear()
      all.add(id)
      return true
    }
    // #endregion
