/** A trajectory file that may be gzipped. */
import { inRecording } from '../words/files/recording';
import { looksGzipped } from './idx';
import { inflate, mostInflated } from './inflate';
import { decodeTrajectoryFile, MOST_VALUES, type TrajectoryFile } from './trajectoryFile';

/** Reads a recording that may be gzipped, as those of images are. @throws FileError that names what is wrong */
export async function readTrajectoryFile(bytes: Uint8Array): Promise<TrajectoryFile> {
  if (!looksGzipped(bytes)) return decodeTrajectoryFile(bytes);
  const limit = Math.min(4 * MOST_VALUES, mostInflated(bytes.length));
  return decodeTrajectoryFile(await inflate(bytes, { format: 'gzip', limit, where: inRecording('gzip') }));
}
