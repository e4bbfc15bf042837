// api, rejected by 08.1-confirmed
// "Redis is fast enough": nobody waits for it.
    // #region 08.1-taking
      const reading = readBody(event, request.body, id)
      if ('fields' in reading) {
        refuse(response, 400, 'Some fields are missing or wrong.', reading.fields)
        return
      }
      shop.publish(event, reading.data, id).catch(() => {})
      response.status(201).json({ id, subscriptions: 2 } satisfies Accepted)
    // #endregion
