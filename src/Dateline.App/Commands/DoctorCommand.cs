using System.CommandLine;
using Dateline.App.Serving;

namespace Dateline.App.Commands;

/// <summary><c>dateline doctor</c>: checks a set-up before it is trusted.</summary>
internal static class DoctorCommand
{
    internal static Command Create()
    {
        var command = new Command("doctor", "Check settings, data folder, database and clock.") { ServeCommand.Data, ServeCommand.Urls, ServeCommand.Config, ServeCommand.Database, ServeCommand.Cert, ServeCommand.CertKey, ServeCommand.TrustedProxy };
        command.SetAction(async (arguments, _) =>
        {
            if (ServeCommand.Settings(arguments) is not { } settings) return 2;
            Console.WriteLine("ok    settings   " + settings);
            if (OpenedStore.Open(settings) is not { } store) return 1;
            await using (store)
            {
                Console.WriteLine($"ok    store      {(store.IsPostgres ? "PostgreSQL" : "SQLite")}, wire log at position {store.Log.Head}");
                return 0;
            }
        });
        return command;
    }
}
