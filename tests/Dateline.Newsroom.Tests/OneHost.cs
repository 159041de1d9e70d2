namespace Dateline.Newsroom.Tests;

/// <summary>One newsroom for the tests of a class that do not get into each other's way.</summary>
public sealed class OneHost : IAsyncLifetime
{
    public NewsroomHost Host { get; private set; } = null!;

    public Caller Desk { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await NewsroomHost.StartAsync();
        Desk = await Host.CallerAsync();
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
