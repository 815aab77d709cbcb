/**
 * A page laid out for a projector (`present=1`) or inside another page (`embed=1`): the stylesheet reads the layout from the root, and an
 * embedded page follows the commands of the page around it.
 */
import { effect } from '@preact/signals';
import { useCallback, useEffect } from 'preact/hooks';
import { rereadTheme } from '../canvas/theme';
import { type Lab, useLab } from '../shell/lab';
import { type Command, embeddedLink, parseCommand, type Report } from './messages';
import './present.css';
import * as words from '../../words/presentation';

/** Milliseconds between two reports: the clock moves in every frame. */
const INTERVAL = 200;

function carryOut({ clock, commands }: Lab, command: Command): void {
  switch (command.do) {
    case 'load':
      location.replace(`${location.pathname}${embeddedLink(command.link)}`);
      break;
    case 'play':
      clock.play();
      break;
    case 'pause':
      clock.stop();
      break;
    case 'seek':
      clock.seek(command.position);
      break;
    case 'train':
      void commands.train();
      break;
    default:
      command satisfies never;
  }
}

/** Obeys the embedding page and reports to it. @returns a function that stops it */
function followParent(lab: Lab): () => void {
  const { parent } = window;
  const receive = ({ source, data }: MessageEvent) => {
    const command = source === parent ? parseCommand(data) : null;
    if (command) carryOut(lab, command);
  };
  addEventListener('message', receive);
  let event: Report['event'] = 'ready';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const report = () => {
    timer = undefined;
    const { view, clock, store } = lab;
    const state: Report = {
      ddpmLab: 1,
      event,
      view: view.peek(),
      position: clock.position.peek(),
      playing: clock.playing.peek(),
      step: store.run('train').peek()?.step ?? 0,
    };
    parent.postMessage(state, '*'); // any page may embed this one, and the state says nothing of the visitor
    event = 'state';
  };
  const stop = effect(() => {
    for (const value of [lab.view, lab.clock.position, lab.clock.playing, lab.store.run('train')])
      value.value;
    timer ??= setTimeout(report, event === 'ready' ? 0 : INTERVAL);
  });
  return () => {
    stop();
    clearTimeout(timer);
    removeEventListener('message', receive);
  };
}

function FullScreen() {
  const toggle = () =>
    document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  if (!document.fullscreenEnabled) return null;
  return (
    <button type="button" class="quiet" onClick={() => void toggle()}>
      {words.fullScreen}
    </button>
  );
}

/** Back to the whole page. Full screen has Escape for itself, and so has what is open or typed in. */
function leaveWithEscape(leave: () => void): () => void {
  const press = ({ key, target, defaultPrevented }: KeyboardEvent) => {
    const isTaken =
      target instanceof Element &&
      target.closest('dialog,input:not([type=range]),select,textarea,[aria-expanded=true]');
    if (key === 'Escape' && !defaultPrevented && !isTaken && !document.fullscreenElement) leave();
  };
  addEventListener('keydown', press);
  return () => removeEventListener('keydown', press);
}

function Leave() {
  const { extra } = useLab();
  const leave = useCallback(() => {
    const { present: _, ...others } = extra.peek();
    extra.value = others;
    document.getElementById('main')?.focus();
  }, [extra]);
  useEffect(() => leaveWithEscape(leave), [leave]);
  return (
    <button type="button" class="quiet" title={words.leaveTitle} aria-label={words.leave} onClick={leave}>
      ✕
    </button>
  );
}

export default function Presentation() {
  const lab = useLab();
  const { present, embed } = lab.extra.value;
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset.layout = [present === '1' && 'present', embed === '1' && 'embed'].filter(Boolean).join(' ');
    rereadTheme(); // canvases whose size does not change repaint in the layout's type too
    return () => {
      delete dataset.layout;
      rereadTheme();
    };
  }, [present, embed]);
  useEffect(() => (embed === '1' && window.parent !== window ? followParent(lab) : undefined), [lab, embed]);
  return (
    <div class="presenting">
      <FullScreen />
      {present === '1' && embed !== '1' && <Leave />}
    </div>
  );
}
