def optimizer_of(net):
    return torch.optim.Adam(net.parameters(), LEARNING_RATE, betas=(ADAM_BETA1, ADAM_BETA2), eps=ADAM_EPSILON)
