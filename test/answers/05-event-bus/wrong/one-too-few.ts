// recent-ids, rejected by 05.5-bounded
// It remembers one ID less than requested.
    // #region 05.5-recentIds
    const known = new Set<string>()
    return (id) => {
      if (known.has(id)) return false
      known.add(id)
      const [oldest] = known
      if (known.size >= atLeast && oldest !== undefined) known.delete(oldest)
      return true
    }
    // #endregion
