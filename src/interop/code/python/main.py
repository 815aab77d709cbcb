# Command line
def main():
    parser = argparse.ArgumentParser(description="Trains the model, or draws samples from it.")
    commands = parser.add_subparsers(dest="command", required=True)
    sampling = commands.add_parser("sample", help="draws samples from the weights beside this script")
    sampling.add_argument("--count", type=int, default=64)
    sampling.add_argument("--seed", type=int, default=SEED)
    sampling.add_argument("--model", default=HERE, help="a folder with other weights")
    sampling.add_argument("--out", default="samples.npy")
    training = commands.add_parser("train", help="trains; also under `accelerate launch`")
    training.add_argument("--steps", type=int, default=TRAINING_STEPS, help="the step to end at")
    training.add_argument("--resume", help="a training.safetensors to go on from")
    training.add_argument("--out", default="checkpoint")
    training.add_argument("--losses", help="a CSV file for the loss of every step")
    args = parser.parse_args()
    if args.command == "sample":
        samples = draw(trained_network(args.model), args.count, args.seed)
        np.save(args.out, samples)
        return
    data, trainer = Data(), Trainer(args.resume)
    say = print if trainer.is_main else lambda *words, **options: None
    say(f"from step {trainer.step} on {trainer.device.type}, processes: {trainer.ranks}", flush=True)
    losses = []
    while trainer.step < args.steps:
        losses.append(trainer.learn(data))
        if trainer.step % 100 == 0 or trainer.step == args.steps:
            say(f"step {trainer.step}: loss {np.mean(losses[-100:]):.5f}", flush=True)
    trainer.save(args.out)
    if args.losses and trainer.is_main:
        first = trainer.step - len(losses) + 1
        rows = [f"{first + i},{loss}" for i, loss in enumerate(losses)]
        Path(args.losses).write_text("\n".join(["step,loss", *rows]) + "\n")


if __name__ == "__main__":
    main()
