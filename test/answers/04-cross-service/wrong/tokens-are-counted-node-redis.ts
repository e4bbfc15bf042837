// node-redis, rejected by 04.2-claim
// Each process counts its claims, so two processes have the same tokens.
    // #region 04.2-claim
    claims += 1
    const token = `claim-${claims}`
    const answer = await redis.set(key, token, { condition: 'NX', expiration: { type: 'PX', value: leaseMs } })
    return answer === null ? undefined : token
  }

  let claims = 0
  async function unused(): Promise<void> {
    void unused
    // #endregion
