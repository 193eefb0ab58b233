import type { Option } from '../../prompt/options.ts';
import type { Mind } from '../mind.ts';
import { Speech } from '../text/slots.ts';
import { supplyFor } from '../text/supply.ts';
import type { Prose } from './meaning-strategy.ts';

/** Sentences for properties nothing is known about: what an expert of the persona's field has to say, each once. */
export function proseOf(mind: Mind): Prose {
  const { bank, craft } = supplyFor(mind, 1);
  const own = mind.problem.options[mind.winner] as Option;
  const other = mind.problem.options[(mind.winner + 1) % mind.problem.options.length] as Option;
  const slots = { own, other, watch: bank.watch, craft };
  const sentences = mind.random.shuffle(bank.points);
  let next = 0;
  return {
    sentence: () => new Speech(mind).say(sentences[next++ % sentences.length] ?? '{own}.', slots),
  };
}
