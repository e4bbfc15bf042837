// router.ts, rejected by 02.3-marks
// It turns an asterisk into `.*`, and forgets the other wildcards.
// #region 02.3-onlyBy
  const fits = (one: string, channel: string) =>
    new RegExp(`^${one.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(channel)
  return (message, channel) =>
    [...patterns].find((one) => fits(one, channel)) === pattern ? handler(message, channel) : undefined
// #endregion
