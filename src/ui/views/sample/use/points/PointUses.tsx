/** The uses of a model of points, each with its plane. */
import type { FunctionComponent } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { UseId } from '../../../../../config/pageParameters';
import { ClassifyPoints } from './ClassifyPoints';
import { EditPoints } from './EditPoints';
import { InpaintPoints } from './InpaintPoints';
import { InterpolatePoints } from './InterpolatePoints';
import { followPointData, type PointUseProps } from './pointData';

const PANELS: Partial<Record<UseId, FunctionComponent<PointUseProps>>> = {
  inpaint: InpaintPoints,
  edit: EditPoints,
  interpolate: InterpolatePoints,
  classify: ClassifyPoints,
};

interface Props extends Omit<PointUseProps, 'data'> {
  readonly use: UseId;
}

export default function PointUses({ model, editor, use }: Props) {
  const data = useMemo(() => followPointData(model), [model]);
  useEffect(() => () => data.dispose(), [data]);
  const Panel = PANELS[use] ?? InpaintPoints;
  return <Panel model={model} editor={editor} data={data} />;
}
