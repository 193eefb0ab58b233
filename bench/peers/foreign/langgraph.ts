/**
 * LangGraph.js as its documentation has it for durability: a state graph, the experts fanned out by `Send`, the Postgres
 * checkpointer, each superstep written before the next begins, interrupted threads resumed by their id.
 */
import { Annotation, END, Send, START, StateGraph } from '@langchain/langgraph';
import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres';
import { type Contribution, isFacilitated, KEYS, type Shape, upTo } from '../board.ts';
import { createCaller } from '../caller.ts';
import { engineEnv } from '../env.ts';
import { serveBoards } from '../served.ts';

const env = engineEnv();
const call = createCaller(env.vendor);
const checkpointer = PostgresSaver.fromConnString(env.databaseUrl);
await checkpointer.setup();

const State = Annotation.Root({
  meeting: Annotation<string>,
  round: Annotation<number>,
  contributions: Annotation<Contribution[]>({ reducer: (so, more) => [...so, ...more], default: () => [] }),
  notes: Annotation<Record<string, string>>({ reducer: (so, more) => ({ ...so, ...more }), default: () => ({}) }),
});
type Board = typeof State.State;
interface Turn {
  meeting: string;
  round: number;
  expert: number;
}

/** A step that notes the answer under the call's name, which may be one of a round. */
const noting = (name: string | ((round: number) => string)) => async (board: Board) => {
  const key = typeof name === 'string' ? name : name(board.round);
  return { notes: { [key]: await call(board.meeting, key) } };
};

const contribute = async ({ meeting, round, expert }: Turn) => ({
  contributions: [{ round, expert, text: await call(meeting, KEYS.contribution(round, expert)) }],
});
const vote = async ({ meeting, expert }: Turn) => ({
  notes: { [KEYS.vote(expert)]: await call(meeting, KEYS.vote(expert)) },
});
const facilitate = async (board: Board) => ({
  ...(await noting(KEYS.facilitate)(board)),
  round: board.round + 1,
});

function graphOf(shape: Shape) {
  const toAll = (step: 'contribute' | 'vote') => (board: Board) =>
    upTo(shape.experts).map((expert) => new Send(step, { meeting: board.meeting, round: board.round, expert }));
  const graph = new StateGraph(State)
    .addNode('decompose', noting('decompose'))
    .addNode('select', noting('select'))
    .addNode('contribute', contribute)
    .addNode('judge', noting(KEYS.judge))
    .addNode('facilitate', facilitate)
    .addNode('vote', vote)
    .addNode('synthesis', noting('synthesis'))
    .addNode('actions', noting('actions'));
  graph
    .addEdge(START, 'decompose')
    .addEdge('decompose', 'select')
    .addConditionalEdges('select', toAll('contribute'), ['contribute'])
    .addEdge('contribute', 'judge')
    .addConditionalEdges(
      'judge',
      (board) => (isFacilitated(shape, board.round) ? 'facilitate' : toAll('vote')(board)),
      ['facilitate', 'vote'],
    )
    .addConditionalEdges('facilitate', (board) => toAll(board.round <= shape.rounds ? 'contribute' : 'vote')(board), [
      'contribute',
      'vote',
    ])
    .addEdge('vote', 'synthesis')
    .addEdge('synthesis', 'actions')
    .addEdge('actions', END);
  for (const side of upTo(shape.calls_beside_the_judge)) {
    const name = `side${side}`; // the builder's types know the names of one chain only, hence the cast
    graph.addNode(
      name,
      noting((round) => KEYS.side(round, side)),
    );
    graph.addEdge('contribute', name as '__start__');
  }
  return graph.compile({ checkpointer });
}

serveBoards(async (id, shape) => {
  const graph = graphOf(shape);
  const config = { configurable: { thread_id: id }, durability: 'sync', recursionLimit: 200 } as const;
  const begun = (await checkpointer.getTuple(config)) !== undefined;
  const { contributions } = await graph.invoke(begun ? null : { meeting: id, round: 1 }, config);
  return contributions;
});
