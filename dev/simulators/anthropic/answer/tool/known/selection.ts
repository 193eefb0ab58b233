import type { Option } from '../../../prompt/options.ts';
import type { Persona } from '../../../prompt/reading.ts';
import { fractionOf } from '../../../random.ts';
import type { Mind } from '../../mind.ts';
import type { Bank } from '../../text/banks/bank.ts';
import { bankFor } from '../../text/banks/bank-of.ts';
import { fitting } from '../../text/banks/fitting.ts';
import { Speech } from '../../text/slots.ts';
import type { Bag } from '../meaning-strategy.ts';
import { resolve, type Schema, type SchemaLike } from '../schema.ts';

/** Fields that matter for a kind of problem, the closest first. `risk` always speaks last. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  pricing: ['finance', 'customer', 'growth', 'product', 'evidence', 'strategy'],
  hiring: ['people', 'finance', 'operations', 'technology', 'strategy', 'legal'],
  expansion: ['strategy', 'finance', 'operations', 'growth', 'legal', 'people'],
  funding: ['finance', 'strategy', 'legal', 'growth', 'operations'],
  build_or_buy: ['technology', 'finance', 'product', 'customer', 'operations', 'legal'],
  technology: ['technology', 'operations', 'finance', 'product', 'people'],
  product: ['product', 'customer', 'technology', 'growth', 'finance', 'evidence'],
  marketing: ['growth', 'customer', 'finance', 'evidence', 'product'],
  operations: ['operations', 'finance', 'people', 'customer', 'technology'],
  people: ['people', 'operations', 'legal', 'strategy', 'finance'],
  partnership: ['strategy', 'legal', 'finance', 'growth', 'operations'],
  closing: ['finance', 'people', 'customer', 'strategy', 'operations', 'legal'],
  place: ['finance', 'legal', 'operations', 'people', 'strategy'],
  family: ['people', 'finance', 'evidence', 'strategy', 'legal'],
  health: ['evidence', 'people', 'operations', 'finance'],
  career: ['people', 'finance', 'strategy', 'evidence', 'legal'],
  dispute: ['legal', 'finance', 'people', 'strategy', 'evidence'],
  general: ['strategy', 'finance', 'people', 'operations', 'customer'],
};

const REASONS = [
  'Before {own} is agreed, somebody has to look at {watch}.',
  'This decision touches {stake}; nobody else here is charged with {concern}.',
  'Between {own} and {other} much depends on {watch}, and that is this person’s daily work.',
  'They will hold the discussion to {concern}, where {affected} would otherwise not be heard.',
  'They are to test whether {own} still stands once {concern} has been looked at.',
];

/** Different fields first, the closest to the matter first, the one who doubts last. */
export function selection(mind: Mind, schema: Schema): Bag {
  const pool = poolOf(mind, schema);
  const scripted = (mind.scenario?.experts ?? []).filter((code) => pool.some((expert) => expert.code === code));
  const count = Math.max(countOf(schema), 1);
  const first = scripted.length > 0 ? scripted : wanted(mind, pool);
  const chosen = [...new Set([...first, ...ranked(mind, pool).map((expert) => expert.code)])].slice(0, count);
  const experts = chosen
    .map((code) => pool.find((expert) => expert.code === code))
    .filter((expert) => expert !== undefined);
  const ordered = scripted.length > 0 ? experts : lastDoubter(experts);
  return {
    experts: ordered.map((expert, seat) => ({
      expert: expert.code,
      name: expert.name,
      archetype: expert.archetype,
      reason: reasonFor(mind, expert, seat),
    })),
    rationale: 'Chosen so that each sees something the others would miss.',
  };
}

const WANTED = /\bwants?\b[^.:]*\bexperts?\b[^.:]*:([^.]+)\./gi;

/** Those whom the task says somebody wants on the board, in its order. */
function wanted(mind: Mind, pool: readonly Persona[]): string[] {
  const named = [...mind.reading.task.matchAll(WANTED)].flatMap(([, list = '']) => list.split(/[,;]|\band\b/));
  const codes = named.map((name) => name.trim());
  return codes.filter((code) => pool.some((expert) => expert.code === code));
}

/** The catalogue of the prompt, held against the codes the schema allows. */
function poolOf(mind: Mind, schema: Schema): Persona[] {
  const codes = enumsOf(schema, schema).find((values) => values.length > 2) ?? [];
  const { catalogue } = mind.reading;
  const known = catalogue.filter((expert) => codes.length === 0 || codes.includes(expert.code));
  if (known.length > 0) return known;
  return codes.map((code) => ({ code, name: code, archetype: code.replaceAll(/[_-]/g, ' '), description: '' }));
}

function ranked(mind: Mind, pool: readonly Persona[]): Persona[] {
  const fields = [...(FIELDS[mind.problem.kind.id] ?? FIELDS['general'] ?? [])];
  fields.splice(2, 0, 'risk');
  const words = new Set(mind.problem.text.toLowerCase().match(/[a-z]{4,}/g) ?? []);
  const fit = (expert: Persona): number => {
    const own = `${expert.code} ${expert.archetype} ${expert.description}`.toLowerCase().match(/[a-z]{4,}/g) ?? [];
    return new Set(own.filter((word) => words.has(word))).size + fractionOf(mind.seed, mind.problem.text, expert.code);
  };
  const byField = (field: string): Persona[] =>
    pool.filter((expert) => fieldOf(expert).id === field).sort((one, other) => fit(other) - fit(one));
  const firsts = fields.flatMap((field) => byField(field).slice(0, 1));
  const rest = pool.filter((expert) => !firsts.includes(expert)).sort((one, other) => fit(other) - fit(one));
  const newFields = rest.filter((expert, at) => {
    const field = fieldOf(expert).id;
    return !fields.includes(field) && rest.findIndex((other) => fieldOf(other).id === field) === at;
  });
  return [...firsts, ...newFields, ...rest];
}

/** Descriptions are left out: they mention too many things. */
const fieldOf = ({ code, archetype }: Persona): Bank => bankFor({ code, archetype });

const lastDoubter = (experts: readonly Persona[]): Persona[] => {
  const doubts = (expert: Persona): number => (fieldOf(expert).id === 'risk' ? 1 : 0);
  return [...experts].sort((one, other) => doubts(one) - doubts(other));
};

function reasonFor(mind: Mind, expert: Persona, seat: number): string {
  const bank: Bank = fitting(fieldOf(expert), mind.problem.kind);
  const [own, other] = mind.problem.options;
  if (own === undefined || other === undefined) return bank.watch;
  const brief = (option: Option): Option => ({ ...option, ing: option.short });
  const slots = {
    own: brief(own),
    other: brief(other),
    watch: bank.watch,
    concern: bank.concern,
    craft: expert.archetype.toLowerCase(),
  };
  return new Speech(mind).say(REASONS[seat % REASONS.length] ?? '', slots);
}

function countOf(schema: Schema): number {
  const list = Object.values(schema.properties ?? {})
    .map((property) => resolve(property, schema))
    .find((property) => property.items !== undefined);
  return Math.min(list?.maxItems ?? 4, Math.max(list?.minItems ?? 4, 1));
}

function enumsOf(like: SchemaLike | undefined, root: Schema, depth = 0): string[][] {
  if (like === undefined || typeof like === 'boolean' || depth > 8) return [];
  const schema = resolve(like, root);
  const inside = [...Object.values(schema.properties ?? {}), schema.items, ...(schema.anyOf ?? [])];
  const own = schema.enum?.every((value) => typeof value === 'string') ? [schema.enum as string[]] : [];
  return [...own, ...inside.flatMap((item) => enumsOf(item, root, depth + 1))];
}
