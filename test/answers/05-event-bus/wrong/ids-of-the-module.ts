// recent-ids, rejected by 05.5-repeated
// Two listeners in one process share their memory, so the second one ignores every event.
    // #region 05.5-recentIds
    const all = ((globalThis as { idsOfAll?: Set<string> }).idsOfAll ??= new Set<string>())
    return (id) => all.size < all.add(id).size
    // #endregion
