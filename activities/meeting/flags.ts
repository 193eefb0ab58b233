import { withoutControls } from './sanitise.ts';

/**
 * Wording that tries to instruct the model instead of describing a decision, by the name of its pattern. A match is
 * flagged, logged by name and fenced as material; nothing is dropped, for it may be an honest quotation.
 */
const PATTERNS: Record<string, RegExp[]> = {
  ignore_instructions: [
    /\b(ignore|disregard|forget|override|bypass|skip)\b.{0,40}\b(previous|prior|above|earlier|preceding|all|any|your|the|these|system)\b.{0,30}\b(instruction|prompt|rule|direction|guideline|constraint|context|message)s?\b/i,
    /\b(ignoriere|vergiss|missachte)\b.{0,40}\b(anweisung|regel|vorgabe|instruktion)(en)?\b/i,
    /\b(ignore[zr]?|oublie[zr]?)\b.{0,40}\b(instruction|consigne|règle)s?\b/i,
    /\b(ignora|olvida|omite)\b.{0,40}\b(instruccion(es)?|instrucción|reglas?|istruzioni)\b/i,
  ],
  new_instructions: [
    /\b(new|updated|real|actual|following) (system )?instructions?\s*(:|are\b|follow)/i,
    /\b(from now on|henceforth|from this point)\b.{0,20}\byou (must|will|shall|should|are|only|always|never)\b/i,
    /\byou must (now )?(only )?(answer|reply|respond|output|say|print)\b/i,
  ],
  new_role: [
    /\byou are (now|no longer)\b/i,
    /\b(act|behave|respond|pretend|role-?play) (as|like|to be)\b[^.;:!?\n]{0,20}\b(unrestricted|unfiltered|jailbroken|developer mode|(the|a) system\b|administrator|another (ai|model|assistant)|different (ai|model|assistant))\b/i,
    /\b(jailbreak|do anything now|developer mode|god mode)\b/i,
  ],
  reveal_prompt: [
    /\b(reveal|show|print|repeat|output|display|leak|give me|tell me)\b.{0,40}\b(system prompt|your (prompt|instructions|rules|configuration)|hidden (prompt|instructions|text)|initial (prompt|instructions)|text above|everything above)\b/i,
  ],
  role_marker: [/^\s*(system|assistant|developer)\s*:/im, /<\|[a-z_]+\|>/i, /\[\/?(inst|sys)\]/i, /<<\/?sys>>/i],
  fence_lookalike: [
    /<\s*\/?\s*(problem|context|answers?|transcript|contribution|persona|task|guidance|interjections?|reply|constraints|catalogue|expert|round_summary|sub_problem|recommendations?|record|system|instructions?)\b/i,
  ],
  answer_forcing: [
    /\b(set|report|give|return|rate|score)\b.{0,30}\b(agreement|confidence|conflict|novelty)\b.{0,15}\b(to|as|of|at|=)\s*(0|1|100|zero|one|maximum|minimum)/i,
    /\b(call|use|invoke)\b.{0,15}\btool\b.{0,30}\bwith\b/i,
  ],
};

export const FLAG_NAMES = Object.keys(PATTERNS);

/** Names of the patterns found in a text, in a fixed order; empty for ordinary text. Never throws. */
export function flagsIn(text: string): string[] {
  const clean = withoutControls(text).normalize('NFKC');
  return FLAG_NAMES.filter((name) => PATTERNS[name]?.some((pattern) => pattern.test(clean)));
}
