@echo off
rem Stops and removes the service:  uninstall-service [NAME], deltatape-bridge unless it is given. Settings and logs stay.
setlocal
cd /d "%~dp0"
set "NAME=%~1"
if "%NAME%"=="" set "NAME=deltatape-bridge"

whoami /groups | findstr /c:"S-1-16-12288" /c:"S-1-16-16384" >nul
if errorlevel 1 (
  call :fail "No administrator rights: open a command prompt with 'Run as administrator' and start this again."
  exit /b 1
)
sc query "%NAME%" >nul 2>&1
if errorlevel 1 (
  call :fail "There is no service %NAME%."
  exit /b 1
)
procrun\prunsrv.exe //DS//%NAME%
if errorlevel 1 (
  call :fail "The service %NAME% could not be removed: the cause stands above or in %CD%\logs."
  exit /b 1
)
echo The service %NAME% is removed. Settings and logs stay in %CD%
exit /b 0

rem In quotes up to here, so that a parenthesis in a path ends no block.
:fail
echo %~1 1>&2
exit /b 1
