using System.Net;
using Dateline.Ingest.Fetching.Sftp;
using Dateline.News;
using Dateline.Store.SignIn;

namespace Dateline.Ingest.Tests.Fetching;

/// <summary>A way out that lets this machine be dialled, or nothing that is not public: as the guard of the deliveries would say it.</summary>
internal sealed class TestWayOut(bool isOpen = true) : IWayOut
{
    public Task<Outcome<IReadOnlyList<IPAddress>>> AddressesOf(string host, CancellationToken stop) => Task.FromResult<Outcome<IReadOnlyList<IPAddress>>>(isOpen
        ? new[] { IPAddress.Loopback }
        : new Refusal("blocked-address", "127.0.0.1 is not a public address (blocked-address). Nothing was sent."));
}

/// <summary>Seals by turning round, so that a test sees whether it was sealed.</summary>
internal sealed class TurningSeal : ISecretSeal
{
    public string Seal(string purpose, string secret) => purpose + ":" + string.Concat(secret.Reverse());

    public string? Open(string purpose, string kept) => kept.StartsWith(purpose + ":", StringComparison.Ordinal) ? string.Concat(kept[(purpose.Length + 1)..].Reverse()) : null;
}

/// <summary>A time in which waiting for a file to settle takes no time, and something may happen meanwhile.</summary>
internal sealed class ImpatientTime : TimeProvider
{
    internal Action? Meanwhile { get; set; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != SftpConnector.Stable) return base.CreateTimer(callback, state, dueTime, period);
        Meanwhile?.Invoke();
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
