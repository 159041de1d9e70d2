using Dateline.App.Settings;

namespace Dateline.App.Serving;

/// <summary>Starts the server and waits for its end; an address that is taken is a sentence, not a stack trace.</summary>
internal static class Hosting
{
    internal static async Task<int> RunUntilStopped(WebApplication app, ServerSettings settings, CancellationToken stop, Action started)
    {
        try
        {
            await app.StartAsync(stop);
        }
        catch (IOException taken) when (taken.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            Console.Error.WriteLine($"dateline: {string.Join(' ', settings.Urls)} is in use by another program. Nothing was changed. Stop that one, or choose another with --urls.");
            return 1;
        }
        started();
        using var stopping = stop.Register(() => app.Lifetime.StopApplication());
        await app.WaitForShutdownAsync(CancellationToken.None);
        return 0;
    }
}
