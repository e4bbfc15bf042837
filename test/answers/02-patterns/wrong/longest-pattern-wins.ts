// router.ts, rejected by 02.3-once
// The longest matching pattern is chosen, and two can be equally long.
// #region 02.3-onlyBy
  return (message, channel) => {
    const lengths = [...patterns].filter((one) => matches(one, channel)).map((one) => one.length)
    return pattern.length === Math.max(...lengths) ? handler(message, channel) : undefined
  }
// #endregion
