// schemas, rejected by 05.8-forms
// A property `issues` that is undefined counts as failure.
    // #region 05.8-outputOf
    function schemaOf<E>(schemas: Schemas<E>, event: string): Schema | undefined {
      return Object.hasOwn(schemas, event) ? (schemas as Record<string, Schema>)[event] : undefined
    }

    function outputOf(result: Validated<unknown>, event: string): unknown {
      if (!('issues' in result)) return result.value
      const issues = (result.issues ?? []).map(({ message, path = [] }) => `${path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.')}: ${message}`)
      throw new TypeError(`the data of ${event} does not fit: ${issues.join('; ')}`)
    }
    // #endregion
