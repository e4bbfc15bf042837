// status, rejected by 08.5-asked
// While Redis is away, who was connected before is still shown.
  // #region 08.5-asked
  let known: PubSubSnapshot | undefined

  async function asked(): Promise<PubSubSnapshot | undefined> {
    const late = delay(answerWithinMs, undefined, { ref: false })
    known = (await Promise.race([inspect(), late]).catch(() => undefined)) ?? known
    return known
  }
  // #endregion
