using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace Jarvis.Architecture.Tests;

/// <summary>Who may reference whom: the arrows of docs/architecture.md, read from the project files.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Jarvis.Contracts"] = [],
        ["Jarvis.Supervisor"] = [],
        ["Jarvis.Dashboard"] = [],
        ["Jarvis.ServiceDefaults"] = ["Jarvis.Contracts"],
        ["Jarvis.DeviceAgent"] = ["Jarvis.Contracts", "Jarvis.ServiceDefaults"],
        ["Jarvis.HistoryStore"] = ["Jarvis.Contracts", "Jarvis.ServiceDefaults"],
        ["Jarvis.Coordinator"] = ["Jarvis.Contracts", "Jarvis.ServiceDefaults", "Jarvis.Dashboard"],
        ["Jarvis.Dev"] = ["Jarvis.Coordinator", "Jarvis.DeviceAgent", "Jarvis.HistoryStore", "Jarvis.ServiceDefaults", "Jarvis.Contracts"],
        ["Jarvis.Client"] = ["Jarvis.Contracts"],
        ["Jarvis.Cli"] = ["Jarvis.Client", "Jarvis.Contracts"],
    };

    public static TheoryData<string> Projects => new(Repository.SourceFiles("src", "*.csproj"));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_house_allows(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        Allowed.ShouldContainKey(name, "a new project says here what it may reference");
        References(path, "ProjectReference").Select(Path.GetFileNameWithoutExtension).Except(Allowed[name]).ShouldBeEmpty();
    }

    [Fact]
    public void The_contracts_and_the_supervisor_need_no_package()
    {
        References("src/Jarvis.Contracts/Jarvis.Contracts.csproj", "PackageReference").ShouldBeEmpty();
        References("src/Jarvis.Supervisor/Jarvis.Supervisor.csproj", "PackageReference").ShouldBeEmpty();
    }

    [Fact]
    public void The_command_line_knows_no_bus_and_no_database()
    {
        var locked = File.ReadAllText(Repository.File("src/Jarvis.Cli/packages.lock.json"));
        foreach (var package in new[] { "MassTransit", "RabbitMQ", "Npgsql", "EntityFrameworkCore", "Sqlite" })
        {
            locked.ShouldNotContain(package);
        }
    }

    [Fact]
    public void Mass_transit_stays_on_the_line_whose_licence_is_apache()
    {
        var versions = XDocument.Load(Repository.File("Directory.Packages.props")).Descendants("PackageVersion")
            .Where(node => ((string)node.Attribute("Include")!).StartsWith("MassTransit", StringComparison.Ordinal))
            .Select(node => (string)node.Attribute("Version")!);
        versions.ShouldAllBe(version => version.StartsWith("[8.5.", StringComparison.Ordinal) && version.EndsWith(",9.0)", StringComparison.Ordinal));
        typeof(MassTransit.IBus).Assembly.GetName().Version!.Major.ShouldBe(8);
    }

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(Repository.File(project)).Descendants(kind).Select(node => ((string)node.Attribute("Include")!).Replace('\\', '/'));
}
