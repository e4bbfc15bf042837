// recent-ids, rejected by 05.5-bounded
// When there are too many, the last ones are forgotten as well.
    // #region 05.5-recentIds
    const all = new Set<string>()
    return (id) => {
      if (all.has(id)) return false
      if (all.size >= atLeast) all.clear()
      all.add(id)
      return true
    }
    // #endregion
