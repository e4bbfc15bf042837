/** A pattern that readers stumble over, with what to write in its place. */
interface Pattern {
  readonly advice: string
  /** Finds it in a sentence. */
  readonly pattern: RegExp
}

const VERB =
  "(?:is|isn't|are|aren't|was|were|has|hasn't|have|had|can|can't|cannot|could|may|might|must|will|won't|would|does|doesn't|do|don't|did|didn't|needs|takes|gives|keeps|knows|comes|goes|stays)"

const PATTERNS: readonly Pattern[] = [
  {
    advice: '"is no …": say that it isn\'t one, or what happens',
    pattern:
      /(?<!\bthere(?: \w+){0,2} )\b(?:(?:is|are|was|were|be|been) no|(?:it|that|this)'s no) (?!longer\b|more\b|less\b|fewer\b|better\b|worse\b|different\b|\w+er than\b)/i,
  },
  {
    advice: 'a sentence that begins with a headless What or Who: begin with the thing itself',
    pattern: /^(?:What|Who|Whatever|Whoever)\b(?!'s).*[.;]$/,
  },
  {
    advice: '", for" as a reason: write "because" or a colon',
    pattern: new RegExp(
      `, for (?:(?:it|they|he|she|we|there) (?!to\\b)\\w|you (?:only |already )?${VERB}\\b|(?:(?!that |which |who |where |when |if |while |to |example\\b|instance\\b)[\\w'’/-]+ ){1,5}${VERB}\\b)`,
      'i',
    ),
  },
  {
    advice: 'nobody, somebody or whoever as an actor: name the client, the server, the handler',
    pattern: /\b(?:nobody|somebody|whoever)\b/i,
  },
  {
    advice: 'a trailing "too" or "also": write "including", "even if", or "as well"',
    pattern: /\b(?:too|also)[.;:!?)]*$/i,
  },
  {
    advice: '", also": write "including" or "even"',
    pattern:
      /, also (?:the|a|an|if|when|with|while|where|for|from|in|on|at|by|between|across|without|after|before)\b/i,
  },
  { advice: 'a typographic quote or apostrophe: write it as on a keyboard', pattern: /(?<=\w)’(?=\w)|“|”/ },
]

/** Words that the workbook has a better one for. Only those that mean nothing else. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\bthe document(?:'s)?\b/i, 'the tutorial'],
  [/\bon trial\b/i, 'fact-checked, tested'],
  [/\bletter by letter\b/i, 'exactly, unmodified'],
  [/\bRedis (?:is|was|goes|went|being) away\b/i, 'Redis is unreachable, is down'],
  [/\bin good order\b/i, 'closed cleanly'],
  [/\bbreaks? off\b/i, 'is reset'],
  [/\bin[ -]hand\b/i, 'in flight'],
  [/\banew\b/i, 'again'],
  [/\bplace in the stream\b/i, 'last-delivered ID'],
  [/\bdead letters?\b(?! (?:stream|queue))/i, 'dead-letter stream'],
  [/\ballowances?\b/i, 'rate limit'],
  [/\bbrakes?\b/i, 'backpressure'],
  [/\bin a circle\b/i, 'circular reference'],
  [/\bmend(?:s|ed|ing)?\b/i, 'fix'],
  [/\bharms?\b/i, 'affect'],
  [/\btak(?:e|es|en|ing) (?:it |them )?off\b/i, 'remove'],
  [/\b(?:a|one|each|every) text\b(?! (?:file|editor|field|box))/i, 'string, message'],
  [/\btexts\b/i, 'strings, messages'],
  [/\bways to Redis\b/i, 'connections'],
  [/\boften the reason\b/i, 'likely cause'],
  [/… \d+ earlier\b(?! event)/i, 'earlier events hidden'],
  [/\bplays? (?:the )?(?:lesson|scenario)\b/i, 'run the demo'],
]

const CONTRACTION = /\b\w+(?:n['’]t|['’](?:re|ll|ve))\b/

/**
 * What readers would stumble over in a text without markup.
 *
 * @param options `formal`: without contractions, as in contracts.
 * @returns One line for each, with the sentence.
 */
export function styleProblems(text: string, options: { readonly formal?: boolean } = {}): string[] {
  return sentencesOf(text).flatMap((sentence) => {
    const told = (advice: string) => `${advice}: ${sentence}`
    return [
      ...PATTERNS.filter(({ pattern }) => pattern.test(sentence)).map(({ advice }) => told(advice)),
      ...WORDS.filter(([word]) => word.test(sentence)).map(([, better]) =>
        told(`the workbook says ${better}`),
      ),
      ...(options.formal && CONTRACTION.test(sentence) ? [told('contracts have no contractions')] : []),
    ]
  })
}

/** The sentences of paragraphs that are divided by empty lines. */
function sentencesOf(text: string): string[] {
  return text.split(/\n\s*\n/).flatMap((paragraph) =>
    paragraph
      .replace(/\s+/g, ' ')
      .split(/(?<=[.!?;]["”)]?)\s+(?=["“(]?[\p{Lu}`])/u)
      .map((sentence) => sentence.trim())
      .filter((sentence) => sentence !== ''),
  )
}
