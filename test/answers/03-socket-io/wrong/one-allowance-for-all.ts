// limits, rejected by 03.6-flood
// One socket takes what others need.
  // #region 03.6-allowance
  const all = globalThis as { asked?: number }
  return () => (all.asked = (all.asked ?? 0) + 1) < 300
  // #endregion
