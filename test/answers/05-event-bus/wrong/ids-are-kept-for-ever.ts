// recent-ids, rejected by 05.5-bounded
// A Set that only grows.
    // #region 05.5-recentIds
    const all = new Set<string>()
    return (id) => all.size < all.add(id).size
    // #endregion
