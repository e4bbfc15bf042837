// recent-ids, rejected by 05.5-repeated
// An object has properties called constructor and toString from the start.
    // #region 05.5-recentIds
    let older: Record<string, boolean> = {}
    let younger: Record<string, boolean> = {}
    let count = 0
    return (id) => {
      if (id in older || id in younger) return false
      younger[id] = true
      if (++count >= atLeast) {
        older = younger
        younger = {}
        count = 0
      }
      return true
    }
    // #endregion
